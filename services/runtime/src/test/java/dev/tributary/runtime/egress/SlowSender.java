package dev.tributary.runtime.egress;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A client whose requests' last call comes back to the caller only when the answer is there and
 * over, as happens to a thread that the processor leaves right after it has sent.
 */
final class SlowSender {
  private SlowSender() {}

  static HttpClient of(HttpClient client) {
    return proxy(
        HttpClient.class,
        (_, method, arguments) ->
            method.getName().equals("request")
                ? ((Future<?>) call(client, method, arguments))
                    .map(request -> slow((HttpClientRequest) request))
                : call(client, method, arguments));
  }

  private static HttpClientRequest slow(HttpClientRequest request) {
    return proxy(
        HttpClientRequest.class,
        (_, method, arguments) -> {
          boolean last = method.getName().equals("send") || method.getName().equals("end");
          var over = new CompletableFuture<Void>();
          if (last) {
            request.connection().closeHandler(_ -> over.complete(null));
          }
          Object answer = call(request, method, arguments);
          if (last) {
            // The server closes the connection after its answer.
            over.get(20, TimeUnit.SECONDS);
          }
          return answer;
        });
  }

  private static Object call(Object of, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(of, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
