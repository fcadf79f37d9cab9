package dev.tributary.destinations.credential;

import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import java.net.URI;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resolves addresses that contain names of settings. Pure. */
final class Addresses {
  private static final Pattern SETTING = Pattern.compile("\\{([A-Za-z][A-Za-z0-9]*)}");

  /** A value cannot add a port, a user, a path or a query. */
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,252}");

  /** The same in a path, where names of tenants can have underscores. */
  private static final Pattern VALUE_IN_PATH = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");

  private Addresses() {}

  /** The names of settings in a template. */
  static List<String> settings(String template) {
    return SETTING.matcher(template).results().map(name -> name.group(1)).toList();
  }

  /**
   * @param template as {@link dev.tributary.destinations.connector.Authentication} describes it
   * @throws EgressFailure if a setting is missing, or has characters that a host cannot have
   */
  static URI of(Target target, String template) throws EgressFailure {
    URI base = target.baseUrl();
    Matcher names = SETTING.matcher(template);
    for (MatchResult name : (Iterable<MatchResult>) names.results()::iterator) {
      String value = target.setting(name.group(1), "");
      boolean inPath = inPath(template, name.start());
      if (!fits(value, inPath) && (base == null || inPath)) {
        String words = "The setting %s is no part of an address".formatted(name.group(1));
        throw EgressFailure.notSent(new Outcome.Unauthorised(words), words);
      }
    }
    String address =
        SETTING
            .matcher(template)
            .replaceAll(name ->
                Matcher.quoteReplacement(
                    value(target, name.group(1), inPath(template, name.start()))));
    URI uri = URI.create(address);
    if (base == null) {
      return uri;
    }
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return target.at(base, uri.getRawPath() + query);
  }

  /** With a base URL, the host of the template is not used. */
  private static String value(Target target, String name, boolean inPath) {
    String value = target.setting(name, "");
    return fits(value, inPath) ? value : "unused";
  }

  private static boolean fits(String value, boolean inPath) {
    return (inPath ? VALUE_IN_PATH : VALUE).matcher(value).matches();
  }

  private static boolean inPath(String template, int position) {
    int host = template.indexOf("://") + 3;
    int path = template.indexOf('/', host);
    return path >= 0 && position > path;
  }
}
