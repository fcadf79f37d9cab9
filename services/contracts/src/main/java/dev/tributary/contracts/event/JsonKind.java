package dev.tributary.contracts.event;

/** The kinds of JSON values. */
public enum JsonKind {
  NULL,
  BOOLEAN,
  NUMBER,
  TEXT,
  ARRAY,
  OBJECT
}
