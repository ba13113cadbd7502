import { renderPage } from '../../components/ui/render-page.tsx';
import { WelcomePage } from '../../components/welcome/welcome-page.tsx';
import '../../components/ui/page.css';

renderPage(<WelcomePage />, 'welcomeTitle');
