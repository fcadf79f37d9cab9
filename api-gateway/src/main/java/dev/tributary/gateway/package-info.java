/**
 * The front door: sign-in, roles, limits, workspaces, and the way to the services. {@link
 * dev.tributary.gateway.http} receives every request; {@code signin}, {@code limit}, {@code
 * routing} and {@code workspace} decide. This package wires them and holds the settings.
 */
@NullMarked
package dev.tributary.gateway;

import org.jspecify.annotations.NullMarked;
