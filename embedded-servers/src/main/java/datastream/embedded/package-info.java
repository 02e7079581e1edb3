/**
 * Real servers inside one folder: a MariaDB and an MQTT broker that need neither Docker nor an
 * installation. For the local stack and for tests; an installation of its own brings its own
 * servers.
 */
@NullMarked
package datastream.embedded;

import org.jspecify.annotations.NullMarked;
