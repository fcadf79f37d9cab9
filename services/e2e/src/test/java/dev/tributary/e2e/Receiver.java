package dev.tributary.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The receiving end of a webhook in the sandbox. */
record Receiver(Sandbox sandbox, String name) {

  String address() {
    return sandbox.address() + "/webhook/" + name;
  }

  /** Has the sandbox check signatures, and count the items of each batch by their ids. */
  void expect(String secret) {
    sandbox.put(
        control(), "{\"secret\":\"%s\",\"items\":\"batch\",\"id\":\"id\"}".formatted(secret));
  }

  /** How many requests it took; those that a fault struck do not count. */
  long requests() {
    return sandbox.get(control()).path("requests").asLong();
  }

  /** How many items it took, and how many different ones: {@code received, distinct}. */
  JsonNode items() {
    return sandbox.get(control()).path("items");
  }

  long received() {
    return items().path("received").asLong();
  }

  /** The bodies of what it took, of the latest thousand requests. */
  List<String> bodies() {
    List<String> bodies = new ArrayList<>();
    sandbox
        .get("/webhook/" + name + "/requests?limit=1000")
        .path("requests")
        .forEach(request -> bodies.add(request.path("body").asText()));
    return bodies;
  }

  /** Goes wrong from now on, as the fault says in the sandbox's words. */
  void fail(String fault) {
    sandbox.post(control() + "/faults", fault);
  }

  /** How often a fault struck. */
  int struck() {
    int hits = 0;
    for (JsonNode rule : sandbox.get(control() + "/faults")) {
      hits += rule.path("hits").asInt();
    }
    return hits;
  }

  void recover() {
    sandbox.delete(control() + "/faults");
  }

  private String control() {
    return "/sandbox/webhook/" + name;
  }
}
