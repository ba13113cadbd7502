/**
 * The attribute of the folder around all bookmarks in an exported file. The import does not make the name of this
 * folder a label. Other programs ignore the attribute.
 */
export const EXPORT_FOLDER = 'CIVIC_LENS_FOLDER';
