import type { Writing } from './updated-texts.ts';

/** Languages that are written in other scripts than Latin, some without spaces between words. */

const WORDS = {
  Chinese:
    '政府 公司 法院 部长 港口 条约 谈判 工会 检查 船只 协议 预算 公众 议会 选举 水费 河流 控制 安全 报告 专家 代表 城市 记者 文件 宣布 批准 拒绝 签署 推迟 讨论 ' +
    '认为 要求 支持 反对 公开 审查 增加 减少 提出 表示 没有 已经 可能 必须 仍然 因此 目前 去年 明年 六个 三天 九小时 百分之五 全国 地方 双方 新的 长期 重要 不同 ' +
    '主要 其中 关于 根据 之后 之前 以及 但是',
  Arabic:
    'الحكومة الشركة المحكمة الوزير الميناء المعاهدة المفاوضات النقابة التفتيش السفن الاتفاق ' +
    'الميزانية الجمهور البرلمان الانتخابات المياه النهر الرقابة الأمن التقرير الخبراء المدينة ' +
    'الصحيفة الوثيقة أعلنت وافقت رفضت وقعت أجلت ناقشت تعتبر طلبت تدعم تعارض نشرت زادت قللت قالت لكن ' +
    'على إلى من عن مع بعد قبل خلال بين ستة ثلاثة أيام ساعات العام الماضي المقبل جديدة طويلة مهمة ' +
    'مختلفة رئيسية بسبب وفقا لذلك حاليا',
  Hindi:
    'सरकार कंपनी अदालत मंत्री बंदरगाह संधि वार्ता संघ निरीक्षण जहाज़ समझौता बजट जनता संसद चुनाव ' +
    'पानी नदी नियंत्रण सुरक्षा रिपोर्ट विशेषज्ञ शहर अख़बार दस्तावेज़ घोषणा मंज़ूरी हस्ताक्षर स्थगित ' +
    'चर्चा मानते मांग समर्थन विरोध प्रकाशित बढ़ाया घटाया कहा लेकिन पर को में से के साथ बाद पहले ' +
    'दौरान बीच छह तीन दिन घंटे पिछले अगले साल नया लंबा महत्वपूर्ण अलग मुख्य कारण अनुसार इसलिए ' +
    'फ़िलहाल है हैं नहीं',
  Thai:
    'รัฐบาล บริษัท ศาล รัฐมนตรี ท่าเรือ สนธิสัญญา การเจรจา สหภาพ การตรวจสอบ เรือ ข้อตกลง งบประมาณ ' +
    'ประชาชน รัฐสภา การเลือกตั้ง น้ำ แม่น้ำ การควบคุม ความมั่นคง รายงาน ผู้เชี่ยวชาญ เมือง ' +
    'หนังสือพิมพ์ เอกสาร ประกาศ อนุมัติ ปฏิเสธ ลงนาม เลื่อน หารือ เห็นว่า เรียกร้อง สนับสนุน ' +
    'คัดค้าน เผยแพร่ เพิ่ม ลด กล่าว แต่ ที่ ใน จาก กับ หลัง ก่อน ระหว่าง หก สาม วัน ชั่วโมง ' +
    'ปีที่แล้ว ปีหน้า ใหม่ ยาวนาน สำคัญ แตกต่าง หลัก เพราะ ตาม ดังนั้น ขณะนี้ ไม่ ได้ ต้อง ยัง',
} as const;

/** Returns the writing of a language. Its sentences have 8 to 22 words and end with `stop`. */
function writing(
  words: string,
  wordGap: string,
  sentenceGap: string,
  stop: string,
  inserted: string,
): Writing {
  const all = words.split(' ');
  return {
    wordGap,
    sentenceGap,
    inserted,
    sentence: (random) => {
      const length = 8 + Math.floor(random() * 15);
      const chosen = Array.from({ length }, () => all[Math.floor(random() * all.length)] ?? '');
      return chosen.map((word, n) => (n === length - 1 ? word + stop : word));
    },
  };
}

/** The writings of four languages. In Thai, no mark ends a sentence; only a space separates two sentences. */
export const WRITINGS: readonly (readonly [language: string, writing: Writing])[] = [
  ['Chinese', writing(WORDS.Chinese, '', '', '。', '昨天')],
  ['Arabic', writing(WORDS.Arabic, ' ', ' ', '.', 'أمس')],
  ['Hindi', writing(WORDS.Hindi, ' ', ' ', '।', 'कल')],
  ['Thai', writing(WORDS.Thai, '', ' ', '', 'เมื่อวาน')],
];
