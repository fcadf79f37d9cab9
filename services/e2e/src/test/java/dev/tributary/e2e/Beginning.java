package dev.tributary.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Reads the first words of an answer that goes on for ever, and leaves. */
final class Beginning implements BodySubscriber<String> {
  private final CompletableFuture<String> words = new CompletableFuture<>();
  private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();

  private Beginning() {}

  /** An answer as text; of server-sent events only the beginning. */
  static BodySubscriber<String> of(ResponseInfo info) {
    boolean stream =
        info.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
    return stream ? new Beginning() : BodySubscribers.ofString(UTF_8);
  }

  @Override
  public CompletionStage<String> getBody() {
    return words;
  }

  @Override
  public void onSubscribe(Flow.Subscription begun) {
    subscription.set(begun);
    begun.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> item) {
    StringBuilder text = new StringBuilder();
    item.forEach(buffer -> text.append(UTF_8.decode(buffer)));
    words.complete(text.toString());
    Flow.Subscription begun = subscription.get();
    if (begun != null) {
      begun.cancel();
    }
  }

  @Override
  public void onError(Throwable failure) {
    words.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    words.complete("");
  }
}
