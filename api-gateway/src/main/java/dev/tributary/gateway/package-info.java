/**
 * The entry point of the installation: sign-in, roles, limits, workspaces, and the proxy to the
 * services. {@code http} receives every request; {@code signin}, {@code limit}, {@code routing},
 * {@code workspace}, {@code clock} and {@code pipeline} decide. {@code start} wires them.
 */
@NullMarked
package dev.tributary.gateway;

import org.jspecify.annotations.NullMarked;
