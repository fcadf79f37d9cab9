package dev.tributary.destinations.declared;

import dev.tributary.destinations.declared.answer.AnswerCompiler;
import dev.tributary.destinations.declared.answer.DiscoveryAnswers;
import dev.tributary.destinations.declared.answer.FieldAnswersCompiler;
import dev.tributary.destinations.declared.template.Part;
import dev.tributary.destinations.declared.template.Scope;
import dev.tributary.destinations.declared.template.Scope.PartOfBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the requests that read the fields of objects, and the values of settings.
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
    List<DiscoveryRequests.Step> steps =
        steps(
            part,
            scope,
            "fields",
            request ->
                FieldAnswersCompiler.compile(
                    request.at("fields"), answers.compile(request.at("answers"), scope)));
    Set<String> declared = new HashSet<>();
    object.at("fields").elements().forEach(each -> declared.add(each.at("name").node().asText()));
    object.at("matchFields").elements().forEach(each -> declared.add(each.node().asText()));
    return steps.isEmpty()
        ? null
        : new DiscoveryRequests(object.at("name").node().asText(), steps, declared);
  }

  /** The requests for the values of settings, by the names of the settings. */
  Map<String, DiscoveryRequests> choices(Part object) {
    Map<String, DiscoveryRequests> compiled = new HashMap<>();
    Scope scope = destination.ofSettings().with(PartOfBatch.PAGE);
    for (Part each : object.at("choices").elements()) {
      List<DiscoveryRequests.Step> steps =
          steps(each.at("requests"), scope, "values", request -> values(request, scope));
      if (!steps.isEmpty()) {
        compiled.put(
            each.at("setting").node().asText(),
            new DiscoveryRequests(object.at("name").node().asText(), steps, Set.of()));
      }
    }
    return compiled;
  }

  private @Nullable DiscoveryAnswers values(Part request, Scope scope) {
    if (request.at("values").at("next").isPresent()) {
      requests.requirePage(request);
    }
    return FieldAnswersCompiler.choices(
        request.at("values"), answers.compile(request.at("answers"), scope));
  }

  /**
   * The compiled requests; empty if one of them has a mistake.
   *
   * @param list the part of a request that says where the answer has its list
   * @param reading of the answers to a request; null if it has a mistake
   */
  private List<DiscoveryRequests.Step> steps(
      Part part, Scope scope, String list, Function<Part, @Nullable DiscoveryAnswers> reading) {
    List<Part> all = part.elements();
    if (all.isEmpty() || all.size() > MOST_REQUESTS) {
      part.fault("must have from 1 to %d requests".formatted(MOST_REQUESTS));
    }
    List<DiscoveryRequests.Step> steps = new ArrayList<>();
    for (Part each : all) {
      RequestTemplate request = requests.withoutItems(each, scope, list);
      if (each.node().isObject()) {
        Part method = each.at("method");
        if (method.isPresent() && !Set.of("GET", "POST").contains(method.node().asText())) {
          method.fault("must be GET or POST: the request changes nothing");
        }
        DiscoveryAnswers read = reading.apply(each);
        if (request != null && read != null) {
          steps.add(new DiscoveryRequests.Step(request, read));
        }
      }
    }
    return steps.size() == all.size() ? steps : List.of();
  }
}
