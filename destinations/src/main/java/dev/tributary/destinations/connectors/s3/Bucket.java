package dev.tributary.destinations.connectors.s3;

import dev.tributary.destinations.connector.Manifest.Fault;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.web.PercentEncoding;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The address of a bucket.
 *
 * @param root of the storage, without a slash at its end
 * @param pathStyle whether the path has the name of the bucket; otherwise the host has it
 */
record Bucket(URI root, String name, boolean pathStyle) {
  private static final String NAME = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";
  private static final String OLD_NAME = "[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]";
  private static final String REGION = "[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?";
  private static final Pattern ADDRESS = Pattern.compile("\\[.*]|[0-9.]+");

  static Bucket of(Target target) {
    String endpoint = target.setting(Settings.ENDPOINT, "");
    String name = target.setting(Settings.BUCKET, "");
    boolean own = !endpoint.isEmpty();
    // A certificate for all buckets matches one label, so a name with dots needs the path style.
    boolean pathStyle =
        target.settings().path(Settings.PATH_STYLE).asBoolean(own || name.contains("."));
    return new Bucket(root(own ? endpoint : amazon(region(target))), name, pathStyle);
  }

  private static String region(Target target) {
    return target.setting(Settings.REGION, Settings.DEFAULT_REGION);
  }

  private static String amazon(String region) {
    return "https://s3.%s.amazonaws.com%s".formatted(region, region.startsWith("cn-") ? ".cn" : "");
  }

  private static URI root(String address) {
    return URI.create(address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
  }

  /** Faults of the settings that name the bucket. */
  static List<Fault> faults(Target target) {
    List<Fault> faults = new ArrayList<>();
    String endpoint = target.setting(Settings.ENDPOINT, "");
    if (!endpoint.isEmpty() && !isAddress(endpoint)) {
      faults.add(
          new Fault(
              "/settings/endpoint",
              "Must be an address without two slashes in its path, such as"
                  + " https://s3.example.org"));
    }
    if (!region(target).matches(REGION)) {
      faults.add(new Fault("/settings/region", "Must be a region such as eu-central-1"));
    }
    String bucket = target.setting(Settings.BUCKET, "");
    boolean own = !endpoint.isEmpty();
    boolean inHost = !target.settings().path(Settings.PATH_STYLE).asBoolean(own);
    if (!bucket.matches(inHost ? NAME : OLD_NAME)) {
      faults.add(new Fault("/settings/bucket", "Must be the name of a bucket, not its address"));
    }
    boolean chosen = target.settings().path(Settings.PATH_STYLE).isBoolean();
    if (chosen && inHost && bucket.contains(".")) {
      faults.add(
          new Fault(
              "/settings/pathStyle",
              "Must be yes for a bucket with dots in its name: no certificate matches its host"));
    }
    if (faults.isEmpty() && own && inHost && ADDRESS.matcher(root(endpoint).getHost()).matches()) {
      faults.add(
          new Fault(
              "/settings/pathStyle",
              "Must be yes for an endpoint with an IP address: the bucket cannot be in its host"));
    }
    return faults;
  }

  private static boolean isAddress(String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      return uri.getHost() != null
          && (scheme.equals("https") || scheme.equals("http"))
          && uri.getRawUserInfo() == null
          && !uri.getRawPath().contains("//")
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** The address of a file. */
  URI file(String key) {
    String path =
        Arrays.stream(key.split("/", -1)).map(PercentEncoding::of).collect(Collectors.joining("/"));
    return URI.create(address() + path);
  }

  /** The address that lists the files whose names begin so. */
  URI list(String prefix) {
    String query = "list-type=2&max-keys=1&prefix=" + PercentEncoding.of(prefix);
    return URI.create(address() + "?" + query);
  }

  /** Ends with a slash. */
  private String address() {
    if (pathStyle) {
      return root + "/" + PercentEncoding.of(name) + "/";
    }
    String port = root.getPort() < 0 ? "" : ":" + root.getPort();
    return "%s://%s.%s%s%s/"
        .formatted(root.getScheme(), name, root.getHost(), port, root.getRawPath());
  }
}
