package dev.tributary.destinations.declared.template;

import dev.tributary.destinations.connector.Egress.Request;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Changes the query of a request. Pure. */
public final class QueryParameter {
  private QueryParameter() {}

  /**
   * The same request with another value of a parameter, which it need not have.
   *
   * @param name without encoding, as {@code value}
   */
  public static Request replaced(Request request, String name, String value) {
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
    String address = request.uri().toString();
    int query = address.indexOf('?');
    List<String> parameters = new ArrayList<>();
    if (query >= 0) {
      for (String each : address.substring(query + 1).split("&")) {
        if (!each.startsWith(encoded + "=")) {
          parameters.add(each);
        }
      }
    }
    parameters.add(encoded + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    String path = query < 0 ? address : address.substring(0, query);
    return new Request(
        request.method(),
        URI.create(path + "?" + String.join("&", parameters)),
        request.headers(),
        request.body());
  }
}
