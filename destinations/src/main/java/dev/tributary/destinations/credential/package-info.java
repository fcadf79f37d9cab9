/**
 * Access tokens and other sessions of destinations: how they are issued, kept, shared between
 * instances, and granted by a user of the vendor.
 *
 * <p>Use cases over two ports: {@link dev.tributary.destinations.credential.SessionStore} keeps
 * sessions, and requests are sent by {@link dev.tributary.destinations.credential.TokenSender}. The
 * package depends on the connector SPI and on the protocols.
 */
@NullMarked
package dev.tributary.destinations.credential;

import org.jspecify.annotations.NullMarked;
