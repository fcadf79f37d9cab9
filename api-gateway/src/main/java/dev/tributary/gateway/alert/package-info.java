/**
 * Alerts: what is known of a workspace, which of it a person should hear of, and whether they did.
 * Rules are pure; a watcher applies them every few seconds, keeps what stands, and has it told. It
 * depends on the JDK, the contracts and the names of services.
 */
@NullMarked
package dev.tributary.gateway.alert;

import org.jspecify.annotations.NullMarked;
