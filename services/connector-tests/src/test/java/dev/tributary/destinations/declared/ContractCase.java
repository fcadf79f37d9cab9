package dev.tributary.destinations.declared;

/** A part of the contract that some objects cannot have. */
enum ContractCase {
  /** An item that is refused. */
  BAD_ITEM,
  /** A limit in bytes of a request. */
  BYTES,
  /** A repetition that the vendor recognises. */
  REPETITION,
  /** A removal of an item. */
  REMOVAL,
  /** An erasure of a record whose id at the vendor is not known. */
  ERASURE_WITHOUT_ID,
  /** A field that takes any text. */
  TEXT
}
