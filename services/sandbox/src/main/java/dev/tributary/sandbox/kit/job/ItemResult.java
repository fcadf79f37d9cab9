package dev.tributary.sandbox.kit.job;

/** The result of one item of a job. */
public sealed interface ItemResult {
  /**
   * @param id the vendor's id of the record
   */
  record Done(String id, boolean created) implements ItemResult {}

  /**
   * @param place the part of the item that is wrong; empty for the item
   */
  record Refused(String code, String message, String place) implements ItemResult {}

  /** The job ended before this item. */
  record Unprocessed() implements ItemResult {}
}
