package dev.tributary.destinations.declared;

import dev.tributary.destinations.declared.answer.AnswerCompiler;
import dev.tributary.destinations.declared.answer.FieldAnswers;
import dev.tributary.destinations.declared.answer.FieldAnswersCompiler;
import dev.tributary.destinations.declared.template.Part;
import dev.tributary.destinations.declared.template.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the requests that read the fields of objects.
 *
 * @param destination the names that all requests may use
 */
record DiscoveryCompiler(RequestCompiler requests, AnswerCompiler answers, Scope destination) {
  private static final int MOST_REQUESTS = 5;

  /** The requests; null if the object declares none, or if they have a mistake. */
  @Nullable DiscoveryRequests compile(Part object) {
    Part part = object.at("discovery");
    if (!part.isPresent()) {
      return null;
    }
    if (object.at("kind").node().asText().equals("membership")) {
      part.fault("is not accepted here: a membership has no fields");
    }
    Scope scope = destination.ofObject(object.node(), false).ofSettings();
    List<DiscoveryRequests.Step> steps = new ArrayList<>();
    List<Part> all = part.elements();
    if (all.isEmpty() || all.size() > MOST_REQUESTS) {
      part.fault("must have from 1 to %d requests".formatted(MOST_REQUESTS));
    }
    for (Part request : all) {
      DiscoveryRequests.Step step = step(request, scope);
      if (step != null) {
        steps.add(step);
      }
    }
    Set<String> declared = new HashSet<>();
    object.at("fields").elements().forEach(each -> declared.add(each.at("name").node().asText()));
    object.at("matchFields").elements().forEach(each -> declared.add(each.node().asText()));
    return steps.isEmpty() || steps.size() != all.size()
        ? null
        : new DiscoveryRequests(object.at("name").node().asText(), steps, declared);
  }

  private DiscoveryRequests.@Nullable Step step(Part part, Scope scope) {
    RequestTemplate request = requests.withoutItems(part, scope, "fields");
    if (!part.node().isObject()) {
      return null;
    }
    Part method = part.at("method");
    if (method.isPresent() && !Set.of("GET", "POST").contains(method.node().asText())) {
      method.fault("must be GET or POST: the request changes nothing");
    }
    FieldAnswers read =
        FieldAnswersCompiler.compile(part.at("fields"), answers.compile(part.at("answers"), scope));
    return request == null || read == null ? null : new DiscoveryRequests.Step(request, read);
  }
}
