/**
 * The whole installation as child processes of one launcher: its parts, with their ports, secrets
 * and settings, started at the same time and kept running until a stop. Depends on the embedded
 * infrastructure; knows only the folders and addresses of the services.
 */
@NullMarked
package dev.tributary.local.launch;

import org.jspecify.annotations.NullMarked;
