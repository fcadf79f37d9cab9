/**
 * One API document for the whole installation, joined from those of the services: only the
 * operations that the gateway admits, with the role that each one needs. It depends on the
 * contracts' JSON.
 */
@NullMarked
package dev.tributary.gateway.openapi;

import org.jspecify.annotations.NullMarked;
