package dev.tributary.gateway.http.proxy;

import dev.tributary.gateway.http.GatewayProblems;
import dev.tributary.gateway.http.Refusal;
import dev.tributary.runtime.http.RequestId;
import dev.tributary.runtime.problem.Problems;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Handles one request to a service and its answer. If the service cannot be reached or does not
 * answer, the gateway answers.
 *
 * @param uri the request target at the service
 * @param maxBodyBytes limit of bodies that do not announce their length
 */
record Forwarding(String uri, long maxBodyBytes, String requestId) implements ProxyInterceptor {

  @Override
  public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
    ProxyRequest request = context.request().setURI(uri);
    CountedBody counted = countUnannounced(request);
    return context
        .sendRequest()
        .recover(failure -> Future.succeededFuture(answer(request, counted, failure)));
  }

  @Override
  public Future<Void> handleProxyResponse(ProxyContext context) {
    context.response().headers().remove(HttpHeaders.SET_COOKIE).remove(HttpHeaders.SERVER);
    context.response().headers().remove(RequestId.HEADER);
    explained(context.response());
    return context.sendResponse();
  }

  /** Adds a problem to an error that the service's HTTP server answered without one. */
  private void explained(ProxyResponse response) {
    String type = response.headers().get(HttpHeaders.CONTENT_TYPE);
    if (response.getStatusCode() < 400 || (type != null && type.contains("json"))) {
      return;
    }
    Refusal refusal = Refusal.ofStatus(response.getStatusCode());
    response.release();
    refusal.putHeaders(response.headers());
    response.setStatusCode(refusal.status()).setBody(Body.body(refusal.body(requestId)));
  }

  private @Nullable CountedBody countUnannounced(ProxyRequest request) {
    Body body = request.getBody();
    if (body == null || body.length() >= 0) {
      return null;
    }
    CountedBody counted = new CountedBody(body.stream(), maxBodyBytes);
    request.setBody(Body.body(counted, body.length()));
    return counted;
  }

  private ProxyResponse answer(
      ProxyRequest request, @Nullable CountedBody counted, Throwable failure) {
    Refusal refusal = refusal(counted, failure);
    ProxyResponse response = request.release().response();
    response.headers().clear();
    refusal.putHeaders(response.headers());
    return response.setStatusCode(refusal.status()).setBody(Body.body(refusal.body(requestId)));
  }

  private static Refusal refusal(@Nullable CountedBody counted, Throwable failure) {
    if (counted != null && counted.over()) {
      return Refusal.of(Problems.TOO_LARGE);
    }
    return Refusal.of(
        failure instanceof TimeoutException
            ? GatewayProblems.SERVICE_TIMEOUT
            : GatewayProblems.SERVICE_UNREACHABLE);
  }
}
