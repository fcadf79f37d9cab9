package dev.tributary.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One request as a stand-in sees it. Immutable, unless code writes into the body.
 *
 * @see Answer
 */
public final class Call {
  private final String method;
  private final String path;
  private final Map<String, String> pathParameters;
  private final Map<String, String> query;
  private final Map<String, String> headers;
  private final byte[] body;

  /** Header names are in lower case. */
  public Call(
      String method,
      String path,
      Map<String, String> pathParameters,
      Map<String, String> query,
      Map<String, String> headers,
      byte[] body) {
    this.method = method;
    this.path = path;
    this.pathParameters = Map.copyOf(pathParameters);
    this.query = Map.copyOf(query);
    this.headers = Map.copyOf(headers);
    this.body = body;
  }

  public String method() {
    return method;
  }

  public String path() {
    return path;
  }

  /** A path parameter that the route declares; asking for another one is a programming error. */
  public String parameter(String name) {
    return Optional.ofNullable(pathParameters.get(name))
        .orElseThrow(() -> new IllegalArgumentException("The route has no parameter " + name));
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name));
  }

  public Set<String> queryNames() {
    return query.keySet();
  }

  public Optional<String> header(String nameInLowerCase) {
    return Optional.ofNullable(headers.get(nameInLowerCase));
  }

  public Map<String, String> headers() {
    return headers;
  }

  /** Not copied: bodies are large and read once. */
  public byte[] body() {
    return body;
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
