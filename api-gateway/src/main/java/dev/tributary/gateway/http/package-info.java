/**
 * The parts that all routes of the gateway use: its settings, the limit of each client, the checks
 * of a request, and the answers to refused requests.
 */
@NullMarked
package dev.tributary.gateway.http;

import org.jspecify.annotations.NullMarked;
