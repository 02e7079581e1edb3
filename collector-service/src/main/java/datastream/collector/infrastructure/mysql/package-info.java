/** MySQL and MariaDB: the store behind the ports. */
@NullMarked
package datastream.collector.infrastructure.mysql;

import org.jspecify.annotations.NullMarked;
