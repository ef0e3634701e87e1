/** What the door gives at most, so that no client can take it from the others. */
export const limits = {
  clients: 2000, // A session at rest takes 16 kB: 32 MB for all.
  clientsOfOneAddress: 500, // A busy relay opens dozens; a quarter of the door is the most for anybody.
  recipients: 100, // What RFC 5321 §4.5.3.1.8 asks to take; the client sends the rest in another mail.
  strangers: 100, // Recipients who are not here, since the last mail: more is somebody who tries out names.
  lineBytes: 1_000_000, // RFC 5321 says 1000; some programs write a whole picture as one line.
  overBytes: 26_214_400, // How much more than the largest mail is heard before a client is hung up on.
  idleMs: 60_000,
  sessionMs: 600_000, // The largest mail at 0.4 Mbit/s. A relay that is cut off comes again.
  answerMs: 30_000, // For the database. One that hangs is one that is down; a client waits for minutes (RFC 5321 §4.5.3.2).
  closeMs: 10_000, // How long what is being received may take to end when the desk stops.
} as const
