/** Height of a line. px; the style sheet has it, too. */
export const ROW_PX = 20;
/** Lines asked for at once. */
export const PAGE_LINES = 500;
