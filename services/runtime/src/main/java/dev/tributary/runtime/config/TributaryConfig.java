package dev.tributary.runtime.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The configuration of every service. */
@ConfigMapping(prefix = "tributary")
public interface TributaryConfig {
  /**
   * The build property of a service without a database. Such a service publishes nothing, and has
   * no route that changes something.
   */
  String WITHOUT_DATABASE = "tributary.without-database";

  /** The build property of a service that publishes facts, and has the channel {@code facts}. */
  String PUBLISHES_FACTS = "tributary.publishes-facts";

  /**
   * The build property of a service that publishes changes, and has the channel {@code changes}.
   */
  String PUBLISHES_CHANGES = "tributary.publishes-changes";

  /** The service's own name: client ids, consumer groups, metrics. */
  String service();

  /** This process's fixed name among its replicas; a pod's name on Kubernetes. */
  @WithDefault("local-0")
  String instance();

  /**
   * Secret of keyed hashes and tickets, hex, at least 16 bytes; the same in every service except
   * the collector, which has its own; never changed.
   */
  String keySecret();

  /**
   * Keys that seal customers' secrets: 32 bytes each in hex, separated by commas, the newest first.
   */
  Optional<String> encryptionKey();

  Kafka kafka();

  Egress egress();

  /**
   * Limit for each kind of query that reads all profiles: previews, the catalogue, funnels. This is
   * the number of workspaces whose queries run at once. Each workspace runs one at a time.
   */
  @WithDefault("3")
  int questionsAtOnce();

  /** Time limit of such a query. It also ends when its caller disconnects. */
  @WithDefault("10S")
  Duration questionLimit();

  /**
   * The interval in which the service publishes its facts for alerts, at least a second. If it is
   * longer than the interval of the checks, the control plane asks the service over HTTP in the
   * other checks.
   */
  @WithDefault("15S")
  Duration factsEvery();

  /** Requests to addresses that customers configure. */
  interface Egress {
    /**
     * Allowed addresses besides the public internet, separated by commas: ranges of addresses,
     * addresses, {@code host:port}, host names. Plain HTTP is allowed to these only.
     */
    Optional<String> allow();

    /**
     * Ports of the installation itself: never reached at addresses that are not public, even if
     * these addresses are allowed.
     */
    Optional<Set<Integer>> ownPorts();

    /** Longest wait for a connection. */
    @WithDefault("5S")
    Duration connectTimeout();

    /** Largest response body in bytes; a larger one counts as no response. */
    @WithDefault("4194304")
    int answerLimit();
  }

  /** The Kafka cluster with the topics. */
  interface Kafka {
    String bootstrapServers();

    /** Copies of each partition; with 3, a write waits for 2. */
    @WithDefault("1")
    short replicationFactor();

    /** A bound on disk per topic that is kept by age, in bytes; -1 for none. */
    @WithDefault("2147483648")
    long retentionBytes();

    /**
     * How long the first loop gathers records for one transaction, at most. A shorter time costs
     * CPU, and a longer one is added to the latency. The loops after it take what a transaction has
     * published at once, and with little traffic begin a transaction at most once in half of this
     * time. With 0, each loop takes each record at once, and costs nothing while none arrives.
     */
    @WithDefault("PT0.5S")
    Duration gathering();

    Security security();

    /**
     * The findings about another log, or a position that does not fit the log, that an operator
     * accepts: the codes that the service names when it has stopped, separated by commas.
     */
    Optional<Set<String>> acceptLog();
  }

  /** The security settings of a cluster for its clients. */
  interface Security {
    /** One of PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL. */
    @WithDefault("PLAINTEXT")
    String protocol();

    /** One of PLAIN, SCRAM-SHA-256, SCRAM-SHA-512; with SASL only. */
    Optional<String> saslMechanism();

    /** With SASL only. */
    Optional<String> username();

    /** With SASL only. */
    Optional<String> password();

    /** A PEM file of the authorities that sign the brokers' certificates; else the JVM's are. */
    Optional<Path> truststore();

    /** A PEM file of our private key and its certificates, where brokers ask for them. */
    Optional<Path> keystore();
  }
}
