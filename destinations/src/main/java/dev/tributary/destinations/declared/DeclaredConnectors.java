package dev.tributary.destinations.declared;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.manifest.ManifestCompiler;
import dev.tributary.destinations.connector.manifest.ManifestDraft;
import dev.tributary.destinations.connector.manifest.ManifestException;
import dev.tributary.destinations.declared.answer.AnswerCompiler;
import dev.tributary.destinations.declared.answer.Answers;
import dev.tributary.destinations.declared.answer.NamedAccount;
import dev.tributary.destinations.declared.api.ApiCompiler;
import dev.tributary.destinations.declared.api.VendorApis;
import dev.tributary.destinations.declared.template.Faults;
import dev.tributary.destinations.declared.template.Part;
import dev.tributary.destinations.declared.template.Scope;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Compiles manifests without Java to connectors. Thread-safe. */
public final class DeclaredConnectors implements ManifestCompiler {

  /**
   * Compiles a manifest. Pure: the same bytes have the same result, and nothing is read or sent.
   *
   * @param file the name of the file, for faults
   * @param yaml at most 256 kB
   */
  public static Compilation compile(String file, byte[] yaml) {
    return compile(file, yaml, InstantSource.system());
  }

  /**
   * @param clock for limits of the age of values
   */
  static Compilation compile(String file, byte[] yaml, InstantSource clock) {
    return compile(ManifestDraft.read(file, yaml), clock);
  }

  /** Compiles the manifest of a connector that a workspace has added. Pure, as above. */
  public static Compilation added(ManifestDraft draft) {
    return compile(draft, InstantSource.system(), Manifest::addedByWorkspace);
  }

  @Override
  public Connector connector(ManifestDraft draft) {
    return switch (compile(draft, InstantSource.system())) {
      case Compilation.Compiled(Connector connector) -> connector;
      case Compilation.Refused(var faults) -> throw new ManifestException(faults);
    };
  }

  private static Compilation compile(ManifestDraft draft, InstantSource clock) {
    return compile(draft, clock, UnaryOperator.identity());
  }

  private static Compilation compile(
      ManifestDraft draft, InstantSource clock, UnaryOperator<Manifest> marked) {
    Faults faults = new Faults(draft);
    JsonNode tree = draft.tree();
    if (!tree.isObject()) {
      return new Compilation.Refused(faults.all());
    }
    Part root = new Part(tree, "", faults);
    if (root.at("java").isPresent()) {
      root.at("java").fault("is not accepted here: a declared connector has no Java class");
    }
    VendorApis apis = ApiCompiler.compile(root);
    Part auth = root.at("auth");
    Part session = auth.at("csrf").at("within");
    Part refused = (session.isPresent() ? session : auth).at("oauth").at("refused");
    @Nullable Predicate<Egress.Answer> refusal =
        refused.isPresent() ? AnswerCompiler.condition(refused) : answer -> false;
    Scope scope = Scope.ofDestination(tree);
    RequestCompiler requests = new RequestCompiler(apis, clock);
    AnswerCompiler answers = new AnswerCompiler(root.at("answers"));
    ObjectCompiler objects = new ObjectCompiler(requests, answers, scope);
    DiscoveryCompiler fields = new DiscoveryCompiler(requests, answers, scope);
    Map<String, ObjectRequests> compiled = new HashMap<>();
    Map<String, DiscoveryRequests> discoveries = new HashMap<>();
    Map<String, Map<String, DiscoveryRequests>> choices = new HashMap<>();
    Map<String, Set<String>> required = new HashMap<>();
    Map<String, Set<String>> secrets = new HashMap<>();
    for (Part object : root.at("objects").elements()) {
      checkJob(root, object);
      ObjectRequests each = objects.compile(object);
      DiscoveryRequests discovery = fields.compile(object);
      if (discovery != null) {
        discoveries.put(discovery.object(), discovery);
      }
      String name = object.at("name").node().asText();
      choices.put(name, fields.choices(object));
      if (apis != null) {
        secrets.put(name, ApiCompiler.secrets(object, apis));
      }
      if (each != null) {
        compiled.put(name, each);
        required.put(name, ObjectCompiler.requiredFields(object));
      }
    }
    Part probe = root.at("probe");
    RequestTemplate probing =
        probe.isPresent() ? requests.withoutItems(probe, scope, "account") : null;
    Part named = probe.at("account");
    NamedAccount account = named.isPresent() ? NamedAccount.compile(named) : null;
    Answers probed = probe.isPresent() ? answers.compile(probe.at("answers"), scope) : null;
    Part usage = root.at("usage");
    UsageTemplate asking = usage.isPresent() ? UsageCompiler.compile(usage, root, requests) : null;
    answers.checkUse();
    if (apis != null) {
      ApiCompiler.checkUse(root, apis);
    }
    if (faults.all().isEmpty()) {
      root.at("objects").elements().forEach(ObjectCompiler::checkUse);
    }
    return !faults.all().isEmpty()
            || apis == null
            || refusal == null
            || probing == null
            || probed == null
        ? new Compilation.Refused(faults.all())
        : new Compilation.Compiled(
            new DeclaredConnector(
                marked.apply(draft.manifest().requiring(required)),
                apis,
                secrets,
                refusal,
                compiled,
                discoveries,
                choices,
                probing,
                probed,
                account,
                asking));
  }

  /** A declared job always leaves some records to requests, which could be sent twice. */
  private static void checkJob(Part root, Part object) {
    Part own = object.at("effectClass");
    Part effectClass = own.isPresent() ? own : root.at("effectClass");
    if (object.at("job").isPresent() && effectClass.node().asText().equals("E")) {
      object
          .at("job")
          .fault("is not accepted with the effect class E: small batches are sent without a job");
    }
    for (String key : List.of("setting", "unless")) {
      Part named = object.at("job").at(key);
      for (Part each : root.at("settings").elements()) {
        if (each.at("name").node().asText().equals(named.node().asText())
            && !each.at("type").node().asText().equals("boolean")) {
          named.fault("must name a setting of the type boolean");
        }
      }
    }
  }
}
