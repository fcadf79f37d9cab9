package dev.tributary.destinations.connectors.apachekafka;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersion;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponsePartition;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.message.ProduceResponseData.TopicProduceResponse;
import org.apache.kafka.common.message.ProduceResponseData.TopicProduceResponseCollection;
import org.apache.kafka.common.message.SaslAuthenticateResponseData;
import org.apache.kafka.common.message.SaslHandshakeResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.RequestUtils;
import org.apache.kafka.common.requests.SaslAuthenticateRequest;

/** A server with the protocol of Kafka that answers what a test wants. */
final class ScriptedBroker implements AutoCloseable {
  private static final Uuid TOPIC = new Uuid(1, 1);
  private static final int FIRST_LEADER = 7;
  private static final short UNKNOWN_VERSION = 1_000;

  private final ServerSocket server;
  private final int leaderPort;
  private final Deque<Optional<Errors>> answers;
  private final AtomicInteger open = new AtomicInteger();

  /** The keys of each request with messages. */
  final List<List<String>> requests = Collections.synchronizedList(new ArrayList<>());

  /** The most connections at the same time. */
  final AtomicInteger mostOpen = new AtomicInteger();

  /** Requests with messages get no answer, and the connection stays. */
  volatile boolean silent;

  /** What a user who signs in with SCRAM must do; the password is never the right one. */
  volatile int iterations = 4096;

  /** The messages of users who sign in. */
  final List<String> signIns = Collections.synchronizedList(new ArrayList<>());

  /** Each partition has a leader of its own, at the same address. */
  volatile int partitions = 1;

  /** The host of the leaders. */
  volatile String leaderHost = "127.0.0.1";

  /** So many answers say that the topic is unknown. */
  final AtomicInteger unknown = new AtomicInteger();

  /** The number of answers about the topic. */
  final AtomicInteger asked = new AtomicInteger();

  /** The server has no version of the requests with messages that a client has. */
  volatile boolean tooNew;

  /** What each request with messages says about replicas, time and compression. */
  final List<String> terms = Collections.synchronizedList(new ArrayList<>());

  /**
   * @param leaderPort the port of the leaders of the topic; 0 for this server
   * @param answers to requests with messages; an empty one ends the connection without an answer
   */
  ScriptedBroker(int leaderPort, List<Optional<Errors>> answers) throws IOException {
    this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    this.leaderPort = leaderPort == 0 ? server.getLocalPort() : leaderPort;
    this.answers = new ArrayDeque<>(answers);
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  String address() {
    return "127.0.0.1:" + port();
  }

  /** The connections that no side has closed. */
  int open() {
    return open.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // The test has ended.
    }
  }

  private void serve(Socket socket) {
    mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
    try (socket;
        DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
      while (true) {
        ByteBuffer frame = ByteBuffer.wrap(in.readNBytes(in.readInt()));
        RequestHeader header = RequestHeader.parse(frame);
        Optional<ApiMessage> answer = answer(header, frame);
        if (answer.isEmpty() && silent) {
          continue;
        }
        if (answer.isEmpty()) {
          return;
        }
        short version = header.apiVersion();
        ByteBuffer bytes =
            RequestUtils.serialize(
                header.toResponseHeader().data(),
                header.apiKey().responseHeaderVersion(version),
                answer.get(),
                version);
        out.writeInt(bytes.remaining());
        out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        out.flush();
      }
    } catch (IOException | UncheckedIOException e) {
      // The client has left.
    } finally {
      open.decrementAndGet();
    }
  }

  private Optional<ApiMessage> answer(RequestHeader header, ByteBuffer body) {
    return switch (header.apiKey()) {
      case API_VERSIONS -> Optional.of(versions());
      case METADATA ->
          Optional.of(
              MetadataResponse.prepareResponse(
                      header.apiVersion(),
                      0,
                      leaders(),
                      "c",
                      FIRST_LEADER,
                      List.of(topic()),
                      MetadataResponse.AUTHORIZED_OPERATIONS_OMITTED)
                  .data());
      case PRODUCE ->
          produced(ProduceRequest.parse(new ByteBufferAccessor(body), header.apiVersion()));
      case SASL_HANDSHAKE ->
          Optional.of(new SaslHandshakeResponseData().setMechanisms(List.of("SCRAM-SHA-256")));
      case SASL_AUTHENTICATE ->
          Optional.of(
              challenge(
                  SaslAuthenticateRequest.parse(
                      new ByteBufferAccessor(body), header.apiVersion())));
      default -> Optional.empty();
    };
  }

  private ApiMessage challenge(SaslAuthenticateRequest request) {
    String message = new String(request.data().authBytes(), StandardCharsets.UTF_8);
    signIns.add(message);
    String nonce = message.replaceAll("(?s).*r=([^,]*).*", "$1");
    return new SaslAuthenticateResponseData()
        .setAuthBytes(
            "r=%sx,s=c2FsdA==,i=%d".formatted(nonce, iterations).getBytes(StandardCharsets.UTF_8));
  }

  private ApiVersionsResponseData versions() {
    ApiVersionsResponseData data = new ApiVersionsResponseData();
    for (ApiKeys key :
        List.of(
            ApiKeys.API_VERSIONS,
            ApiKeys.METADATA,
            ApiKeys.PRODUCE,
            ApiKeys.SASL_HANDSHAKE,
            ApiKeys.SASL_AUTHENTICATE)) {
      data.apiKeys()
          .add(
              new ApiVersion()
                  .setApiKey(key.id)
                  .setMinVersion(
                      tooNew && key == ApiKeys.PRODUCE ? UNKNOWN_VERSION : key.oldestVersion())
                  .setMaxVersion(
                      tooNew && key == ApiKeys.PRODUCE ? UNKNOWN_VERSION : key.latestVersion()));
    }
    return data;
  }

  private List<Node> leaders() {
    return IntStream.range(0, partitions)
        .mapToObj(partition -> new Node(FIRST_LEADER + partition, leaderHost, leaderPort))
        .toList();
  }

  private MetadataResponseTopic topic() {
    asked.incrementAndGet();
    if (unknown.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return new MetadataResponseTopic()
          .setName("t")
          .setErrorCode(Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
    }
    return new MetadataResponseTopic()
        .setName("t")
        .setTopicId(TOPIC)
        .setPartitions(
            IntStream.range(0, partitions)
                .mapToObj(partition ->
                    new MetadataResponsePartition()
                        .setPartitionIndex(partition)
                        .setLeaderId(FIRST_LEADER + partition)
                        .setReplicaNodes(List.of(FIRST_LEADER + partition))
                        .setIsrNodes(List.of(FIRST_LEADER + partition)))
                .toList());
  }

  private Optional<ApiMessage> produced(ProduceRequest request) {
    List<String> keys = new ArrayList<>();
    TopicProduceResponse topic = new TopicProduceResponse().setName("t").setTopicId(TOPIC);
    Optional<Errors> answer = answers.isEmpty() ? Optional.of(Errors.NONE) : answers.pop();
    for (TopicProduceData each : request.data().topicData()) {
      for (PartitionProduceData partition : each.partitionData()) {
        MemoryRecords records = (MemoryRecords) partition.records();
        terms.add(
            "acks=%d timeout=%d %s"
                .formatted(
                    request.acks(),
                    request.timeout(),
                    records.batches().iterator().next().compressionType().name));
        records
            .records()
            .forEach(message -> {
              byte[] key = new byte[message.keySize()];
              message.key().get(key);
              keys.add(new String(key, StandardCharsets.UTF_8));
            });
        topic
            .partitionResponses()
            .add(
                new PartitionProduceResponse()
                    .setIndex(partition.index())
                    .setErrorCode(answer.orElse(Errors.NONE).code()));
      }
    }
    requests.add(keys);
    if (silent) {
      return Optional.empty();
    }
    TopicProduceResponseCollection topics = new TopicProduceResponseCollection();
    topics.add(topic);
    return answer.map(_ -> new ProduceResponseData().setResponses(topics));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
