package dev.tributary.benchmarks.bare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One stage of a chain on one thread: 500 records a poll. Each poll has one PostgreSQL transaction
 * with a row per record against duplicates and one outbox row. Then the records go to the next
 * topic or, in the last stage, to a webhook in bodies of 100. No identities, no rules, no ledger.
 *
 * <p>Arguments: bootstrap servers, JDBC address with user and password, name of the stage, topic to
 * read, and the target: a topic, or an http address.
 */
public final class BareStage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int POSTED_TOGETHER = 100;

  private final String name;
  private final String to;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Connection database;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private record Event(String id, byte[] key, byte[] json) {}

  private BareStage(String[] arguments) throws SQLException {
    this.name = arguments[2];
    this.to = arguments[4];
    this.producer = Kafka.producer(arguments[0]);
    this.consumer = Kafka.consumer(arguments[0], name, arguments[3]);
    this.database = DriverManager.getConnection(arguments[1]);
    database.setAutoCommit(false);
  }

  public static void main(String[] arguments) throws Exception {
    new BareStage(arguments).run();
  }

  private void run() throws SQLException, IOException, InterruptedException {
    while (true) {
      var events = new ArrayList<Event>();
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        JsonNode json = JSON.readTree(record.value());
        events.add(
            new Event(json.path("messageId").asText(), record.key(), JSON.writeValueAsBytes(json)));
      }
      if (!events.isEmpty()) {
        store(events);
        passOn(events);
        consumer.commitSync();
      }
    }
  }

  private void store(List<Event> events) throws SQLException {
    var outbox = new ByteArrayOutputStream();
    events.forEach(event -> outbox.writeBytes(event.json()));
    Array ids =
        database.createArrayOf("text", events.stream().map(Event::id).toArray(String[]::new));
    try (PreparedStatement seen =
            database.prepareStatement(
                "insert into seen select ?, id from unnest(?) id on conflict do nothing");
        PreparedStatement row =
            database.prepareStatement(
                "with done as (delete from outbox where stage = ?)"
                    + " insert into outbox values (?, ?)")) {
      seen.setString(1, name);
      seen.setArray(2, ids);
      seen.executeUpdate();
      row.setString(1, name);
      row.setString(2, name);
      row.setBytes(3, outbox.toByteArray());
      row.executeUpdate();
      database.commit();
    }
  }

  private void passOn(List<Event> events) throws IOException, InterruptedException {
    if (to.startsWith("http")) {
      for (int from = 0; from < events.size(); from += POSTED_TOGETHER) {
        post(events.subList(from, Math.min(events.size(), from + POSTED_TOGETHER)));
      }
    } else {
      events.forEach(event -> producer.send(new ProducerRecord<>(to, event.key(), event.json())));
      producer.flush();
    }
  }

  private void post(List<Event> events) throws IOException, InterruptedException {
    var body = new ByteArrayOutputStream();
    for (Event event : events) {
      body.write(body.size() == 0 ? '[' : ',');
      body.writeBytes(event.json());
    }
    body.writeBytes("]".getBytes(StandardCharsets.US_ASCII));
    int status =
        http.send(
                HttpRequest.newBuilder(URI.create(to))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                    .build(),
                BodyHandlers.discarding())
            .statusCode();
    if (status / 100 != 2) {
      throw new IOException("The sink answered " + status);
    }
  }
}
