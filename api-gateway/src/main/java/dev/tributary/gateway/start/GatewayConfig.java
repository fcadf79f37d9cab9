package dev.tributary.gateway.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an operator can set at the front door. */
@ConfigMapping(prefix = "tributary.gateway")
public interface GatewayConfig {

  /** The address at which browsers and API clients reach this installation; no slash at its end. */
  String url();

  /** The address at which SDKs reach the collector; people are told it beside a write key. */
  String collectorUrl();

  /** The key secret of the collector, hex: by it the collector knows the gateway. */
  String collectorKeySecret();

  /**
   * How many proxies stand in front, one after another, whose {@code X-Forwarded-For} is believed:
   * 0 if clients connect to the gateway itself.
   */
  @WithDefault("0")
  int trustedProxies();

  SessionConfig session();

  LimitConfig limit();

  ProxyConfig proxy();

  ClockConfig clock();

  DeletionConfig deletion();

  /** Sessions of browsers. */
  interface SessionConfig {

    /** At least 32 characters, the same on all gateways; seals what is stored. */
    String secret();

    /** How long an unused session lives; Keycloak's own idle time is the real bound. */
    @WithDefault("2H")
    Duration idle();
  }

  /** Requests per client: a person, an API client, or an address that is not signed in. */
  interface LimitConfig {

    /** What a client may send for good. */
    @WithDefault("200")
    int requestsPerSecond();

    /** What a client may send at once. */
    @WithDefault("400")
    int burst();

    /** How many gateways there are; without Redis each grants its part. */
    @WithDefault("1")
    int replicas();
  }

  /** Time. */
  interface ClockConfig {

    /** Whether workspaces may move their business time forward. */
    @WithDefault("false")
    boolean offsetAllowed();

    /**
     * By how much time may move while no gateway ticks, before that is taken for a broken clock.
     * The log is kept as long.
     */
    @WithDefault("30D")
    Duration longestOutage();
  }

  /** Deleted workspaces. */
  interface DeletionConfig {

    /** For how long a deleted workspace can be restored. */
    @WithDefault("7D")
    Duration hold();
  }

  /** The way to the services. */
  interface ProxyConfig {

    /** The largest body that is passed on, in bytes, whether its length is announced or not. */
    @WithDefault("10485760")
    long maxBodyBytes();

    /** How long a service may stay silent, streams included; they send a heartbeat more often. */
    @WithDefault("60S")
    Duration idle();

    /** How long connecting to a service may take. */
    @WithDefault("1S")
    Duration connect();
  }
}
