package dev.tributary.runtime.http;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** The id of the request: from the gateway, or made here. It is on the answer and in the log. */
@RequestScoped
public class RequestId {
  public static final String HEADER = "X-Request-Id";
  private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._-]{8,64}");

  private String value = UUID.randomUUID().toString();

  @ServerRequestFilter(preMatching = true)
  void take(ContainerRequestContext request) {
    String sent = request.getHeaderString(HEADER);
    if (sent != null && ACCEPTED.matcher(sent).matches()) {
      value = sent;
    }
    MDC.put("requestId", value);
  }

  @ServerResponseFilter
  void answer(ContainerResponseContext response) {
    response.getHeaders().putSingle(HEADER, value);
  }

  public String value() {
    return value;
  }
}
