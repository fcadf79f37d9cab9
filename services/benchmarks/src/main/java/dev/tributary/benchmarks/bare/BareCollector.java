package dev.tributary.benchmarks.bare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * From HTTP to Kafka: parse, one record per item with its person as key, answer when all records
 * are acknowledged by all replicas. No write keys, no limits, no checks.
 *
 * <p>Arguments: bootstrap servers, topic, port. Uses as many event loops as there are processors.
 */
public final class BareCollector extends AbstractVerticle {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Buffer SUCCESS = Buffer.buffer("{\"success\":true}");

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final int port;

  private BareCollector(KafkaProducer<byte[], byte[]> producer, String topic, int port) {
    this.producer = producer;
    this.topic = topic;
    this.port = port;
  }

  public static void main(String[] arguments) {
    var producer = Kafka.producer(arguments[0]);
    int port = Integer.parseInt(arguments[2]);
    int loops = Runtime.getRuntime().availableProcessors();
    Vertx.vertx()
        .deployVerticle(
            () -> new BareCollector(producer, arguments[1], port),
            new DeploymentOptions().setInstances(loops))
        .onFailure(failure -> {
          throw new IllegalStateException(failure);
        });
  }

  @Override
  public void start() {
    vertx
        .createHttpServer()
        .requestHandler(request -> request.body().onSuccess(body -> accept(request, body)))
        .listen(port, "127.0.0.1");
  }

  private void accept(HttpServerRequest request, Buffer body) {
    Context eventLoop = context;
    try {
      JsonNode json = JSON.readTree(body.getBytes());
      Iterable<JsonNode> items = json.has("batch") ? json.get("batch") : List.of(json);
      int count = json.has("batch") ? json.get("batch").size() : 1;
      var missing = new AtomicInteger(count);
      for (JsonNode item : items) {
        byte[] key = item.path("anonymousId").asText().getBytes(StandardCharsets.UTF_8);
        producer.send(
            new ProducerRecord<>(topic, key, JSON.writeValueAsBytes(item)),
            (_, failure) -> {
              if (missing.decrementAndGet() == 0) {
                eventLoop.runOnContext(_ -> answer(request, failure == null ? 200 : 503));
              }
            });
      }
    } catch (IOException malformed) {
      answer(request, 400);
    }
  }

  private static void answer(HttpServerRequest request, int status) {
    request.response().setStatusCode(status).end(SUCCESS);
  }
}
