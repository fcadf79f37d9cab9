package dev.tributary.destinations.declared.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.declared.template.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compiles {@code host}, {@code auth} and {@code apis}. */
public final class ApiCompiler {
  private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+/");

  private ApiCompiler() {}

  /**
   * Null if one of them is missing or has a mistake.
   *
   * @param root the whole file
   */
  public static @Nullable VendorApis compile(Part root) {
    JsonNode manifest = root.node();
    Host host =
        root.at("host").isPresent() ? HostCompiler.compile(root.at("host"), manifest) : null;
    Authentication authentication =
        root.at("auth").isPresent() ? AuthCompiler.compile(root.at("auth"), manifest) : null;
    List<VendorApis.Further> further = new ArrayList<>();
    List<Part> apis = root.at("apis").elements();
    for (Part each : apis) {
      VendorApis.Further api = further(each, manifest);
      if (api != null) {
        checkDistinct(each, api, further);
        further.add(api);
      }
    }
    return host == null || authentication == null || further.size() < apis.size()
        ? null
        : new VendorApis(host, authentication, further);
  }

  /** A path goes to one API only, in whichever order the file has them. */
  private static void checkDistinct(
      Part part, VendorApis.Further api, List<VendorApis.Further> others) {
    for (VendorApis.Further other : others) {
      if (api.prefix().startsWith(other.prefix()) || other.prefix().startsWith(api.prefix())) {
        part.at("paths")
            .fault(
                "shares paths with %s, so a path would have two APIs; accepted are paths of one API"
                    .formatted(other.prefix()));
      }
    }
  }

  private static VendorApis.@Nullable Further further(Part part, JsonNode manifest) {
    if (!part.isMap("paths", "host", "auth")) {
      return null;
    }
    String prefix = part.at("paths").text("the beginning of a path, such as /v1/");
    if (prefix != null && !PREFIX.matcher(prefix).matches()) {
      part.at("paths").fault("is no beginning of a path; accepted is, for example, /v1/");
    }
    Host host = HostCompiler.compile(part.at("host"), manifest);
    Authentication authentication = AuthCompiler.compile(part.at("auth"), manifest);
    if (authentication instanceof Authentication.OAuth
        || authentication instanceof Authentication.CsrfSession) {
      part.at("auth")
          .fault(
              "is a session, and a destination has one; accepted are none, bearer, basic, header"
                  + " and query");
    }
    return prefix == null || host == null || authentication == null
        ? null
        : new VendorApis.Further(prefix, host, authentication);
  }

  /**
   * The names of the settings with the credentials of those further APIs that get requests of an
   * object.
   */
  public static Set<String> secrets(Part object, VendorApis apis) {
    Set<String> paths = new HashSet<>();
    collect(object.node(), paths);
    return apis.further().stream()
        .filter(api -> paths.stream().anyMatch(path -> path.startsWith(api.prefix())))
        .flatMap(api -> secret(api.authentication()).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<String> secret(Authentication authentication) {
    return switch (authentication) {
      case Authentication.Bearer(String secret) -> Optional.of(secret);
      case Authentication.Basic(var user, var suffix, String secret) -> Optional.of(secret);
      case Authentication.ApiKey(String secret, var position) -> Optional.of(secret);
      default -> Optional.empty();
    };
  }

  /** Each further API gets a request. */
  public static void checkUse(Part root, VendorApis apis) {
    Set<String> paths = new HashSet<>();
    collect(root.node(), paths);
    List<Part> parts = root.at("apis").elements();
    for (int i = 0; i < parts.size(); i++) {
      String prefix = apis.further().get(i).prefix();
      if (paths.stream().noneMatch(path -> path.startsWith(prefix))) {
        parts.get(i).at("paths").fault("is the beginning of no path of a request");
      }
    }
  }

  private static void collect(JsonNode part, Set<String> paths) {
    JsonNode path = part.path("path");
    if (path.isTextual() && part.has("method")) {
      paths.add(path.asText());
    }
    part.forEach(each -> collect(each, paths));
  }
}
