package dev.tributary.runtime.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What every service is configured with. */
@ConfigMapping(prefix = "tributary")
public interface TributaryConfig {
  /** The service's own name: client ids, consumer groups, metrics. */
  String service();

  /** This process's fixed name among its replicas; a pod's name on Kubernetes. */
  @WithDefault("local-0")
  String instance();

  /**
   * Secret of keyed hashes and tickets, hex, at least 16 bytes; the same in every service but the
   * collector, which has one of its own; never changed.
   */
  String keySecret();

  /**
   * Keys that seal customers' secrets: 32 bytes each in hex, separated by commas, the newest first.
   */
  Optional<String> encryptionKey();

  Kafka kafka();

  Egress egress();

  /**
   * Of how many workspaces each kind of question that reads everyone is answered at once: previews,
   * the catalogue, funnels. Each workspace has one at a time.
   */
  @WithDefault("3")
  int questionsAtOnce();

  /** Requests to addresses that customers name. */
  interface Egress {
    /**
     * Where to besides the public internet, separated by commas: ranges of addresses, addresses,
     * {@code host:port}, host names. Plain HTTP is allowed to these only.
     */
    Optional<String> allow();

    /**
     * Ports of the installation itself: never reached at addresses that are not public, whatever
     * else is allowed.
     */
    Optional<Set<Integer>> ownPorts();

    /** How long to wait for a connection. */
    @WithDefault("5S")
    Duration connectTimeout();

    /** How many bytes of an answer's body are read; a larger one counts as no answer. */
    @WithDefault("4194304")
    int answerLimit();
  }

  /** The topics' home. */
  interface Kafka {
    String bootstrapServers();

    /** Copies of each partition; with 3, a write waits for 2. */
    @WithDefault("1")
    short replicationFactor();

    /** A bound on disk per topic that is kept by age, in bytes; -1 for none. */
    @WithDefault("2147483648")
    long retentionBytes();

    Security security();

    /**
     * Which findings about another log, or a position that does not fit the log, an operator
     * accepts: the codes that the service names when it has stopped, separated by commas.
     */
    Optional<Set<String>> acceptLog();
  }

  /** What a cluster asks of its clients. */
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
