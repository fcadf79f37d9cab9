/**
 * Gives the stand-ins and the control API a port: turns Vert.x requests into calls, carries out
 * faults, and writes answers. The only package that knows Vert.x and Quarkus. All work is done on
 * event loops, since nothing here blocks.
 */
@NullMarked
package dev.tributary.sandbox.http;

import org.jspecify.annotations.NullMarked;
