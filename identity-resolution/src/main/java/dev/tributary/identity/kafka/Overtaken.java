package dev.tributary.identity.kafka;

/** Another instance changed what this poll had read before it held the locks: read again. */
final class Overtaken extends Exception {
  private static final long serialVersionUID = 1L;

  Overtaken(String what) {
    super(what, null, false, false);
  }
}
