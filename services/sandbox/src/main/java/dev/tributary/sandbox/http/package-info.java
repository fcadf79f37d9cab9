/**
 * Serves the stand-ins and the control API on a port: turns Vert.x requests into calls, carries out
 * faults, and writes answers. Only this package knows Vert.x and Quarkus. All work is done on event
 * loops, because nothing here blocks.
 */
@NullMarked
package dev.tributary.sandbox.http;

import org.jspecify.annotations.NullMarked;
