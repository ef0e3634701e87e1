/**
 * A line of its own in every answer we send, between what the agent wrote and the quote, so that what comes back can
 * be cut there. Plain ASCII on one short line: it survives every charset, wrapping and `>`. Never change it without
 * keeping the old one for trimming: mail that has left still carries it.
 */
export const replyMarker = '##- Please write your reply above this line -##'
