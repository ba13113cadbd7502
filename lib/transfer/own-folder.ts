/**
 * The attribute of the folder around all bookmarks in an exported file. The import does not make its name a label;
 * other programs ignore the attribute.
 */
export const OWN_FOLDER = 'CIVIC_LENS_FOLDER';
