package dev.tributary.testkit.architecture.sample.http;

/** A request names a sync by its id or its key; its methods for others do not. */
final class SyncResource {
  /** JSON of an answer. */
  record View(String sync, String destination) {}

  View find(@PathParam String sync) {
    return view(sync);
  }

  View view(String sync) {
    return new View(sync, "");
  }
}
