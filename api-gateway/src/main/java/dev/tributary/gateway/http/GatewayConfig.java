package dev.tributary.gateway.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings of the gateway, except those of a feature, which are in its package. */
@ConfigMapping(prefix = "tributary.gateway")
public interface GatewayConfig {

  /** The address at which browsers and API clients reach this installation; no slash at its end. */
  String url();

  /** The address at which SDKs reach the collector. The web UI shows it with a write key. */
  String collectorUrl();

  /** The key secret of the collector, hex: by it the collector knows the gateway. */
  String collectorKeySecret();

  /**
   * The number of proxies in a row before the gateway whose {@code X-Forwarded-For} is trusted: 0
   * if clients connect to the gateway itself.
   */
  @WithDefault("0")
  int trustedProxies();

  LimitConfig limit();

  ProxyConfig proxy();

  /** Requests per client: a person, an API client, or an address that is not signed in. */
  interface LimitConfig {

    /** Sustained requests per second. */
    @WithDefault("200")
    int requestsPerSecond();

    /** Requests at once. */
    @WithDefault("400")
    int burst();

    /** The number of gateways; without Redis, each grants its part of the rate. */
    @WithDefault("1")
    int replicas();
  }

  /** The proxy to the services. */
  interface ProxyConfig {

    /** The largest forwarded body, in bytes, whether its length is announced or not. */
    @WithDefault("10485760")
    long maxBodyBytes();

    /**
     * How long a service may send nothing, streams included; streams send a heartbeat more often. A
     * request may wait for the pipeline for a minute.
     */
    @WithDefault("75S")
    Duration idle();

    /** How long connecting to a service may take. */
    @WithDefault("1S")
    Duration connect();
  }
}
