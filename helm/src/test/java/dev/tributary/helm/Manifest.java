package dev.tributary.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One rendered object. */
record Manifest(ObjectNode body) {

  String kind() {
    return body.path("kind").asText();
  }

  String name() {
    return body.at("/metadata/name").asText();
  }

  String component() {
    return body.at("/metadata/labels/app.kubernetes.io~1component").asText();
  }

  /** Whether it is one of those that keep running. */
  boolean serves() {
    return kind().equals("Deployment") || kind().equals("StatefulSet");
  }

  boolean hasPods() {
    return !podSpec().isMissingNode();
  }

  JsonNode podSpec() {
    return kind().equals("Pod") ? body.path("spec") : body.at("/spec/template/spec");
  }

  Stream<JsonNode> containers() {
    return Stream.of("containers", "initContainers").flatMap(list -> each(podSpec().path(list)));
  }

  Stream<JsonNode> environment() {
    return containers().flatMap(container -> each(container.path("env")));
  }

  JsonNode variable(String name) {
    return environment()
        .filter(variable -> variable.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(this + " has no variable " + name));
  }

  List<String> variables() {
    return environment().map(variable -> variable.path("name").asText()).toList();
  }

  Manifest copy() {
    return new Manifest(body.deepCopy());
  }

  static Stream<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  @Override
  public String toString() {
    return kind() + "/" + name();
  }
}
