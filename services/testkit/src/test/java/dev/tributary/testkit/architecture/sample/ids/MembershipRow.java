package dev.tributary.testkit.architecture.sample.ids;

/** The fields of an entity are columns. */
@Entity
final class MembershipRow {
  String workspace = "";

  /** The primary key. */
  record Key(String workspace, String profile) {}
}
