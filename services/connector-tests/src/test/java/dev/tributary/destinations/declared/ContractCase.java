package dev.tributary.destinations.declared;

/** A part of the contract that some objects cannot have. */
enum ContractCase {
  /** An item that is refused. */
  BAD_ITEM,
  /** A limit in bytes of a request. */
  BYTES,
  /** A success that the text of the answer says. */
  READ_ANSWER,
  /** A repetition that the vendor recognises. */
  REPETITION,
  /** A removal of an item. */
  REMOVAL,
  /** An erasure of a record whose id at the vendor is not known. */
  ERASURE_WITHOUT_ID,
  /** A merge of two records at the vendor. */
  MERGE,
  /** A field that takes any text. */
  TEXT,
  /** A record whose text is cleared. */
  CLEARED_TEXT,
  /** Two records whose match values differ only by case. */
  LETTERS
}
