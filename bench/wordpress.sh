#!/usr/bin/env bash
# Debian's WordPress with as many posts as `fori bench site` has news items, to be measured beside it in one sitting.
#   bench/wordpress.sh FOLDER [PORT [POSTS]]
# Everything lies in FOLDER. Ends, and stops what it started, with Ctrl-C. PORT answers from PHP each time; PORT+1 keeps
# pages in nginx for a minute, which is the fastest that a WordPress site is usually run.
# Needs: wordpress wordpress-theme-twentytwentythree mariadb-server php-fpm php-mysql nginx-light (apt-get install --no-install-recommends).
set -euo pipefail
folder="$(realpath -m "${1:?FOLDER is missing}")" port="${2:-8190}" posts="${3:-2000}"
fpm="$(find /usr/sbin -name 'php-fpm*' | sort -V | tail -n 1)"
[ -d /usr/share/wordpress ] && [ -n "$fpm" ] && [ -x /usr/sbin/mariadbd ] && [ -x /usr/sbin/nginx ] || { echo "wordpress.sh: install what the head of this file names" >&2; exit 2; }
mkdir -p "$folder"/{db,cache,tmp}
chown -R www-data "$folder"
[ -d "$folder/site" ] || cp -rL /usr/share/wordpress "$folder/site" 2>/dev/null || true # Some links of the package lead nowhere.
rm -f "$folder/site/wp-config.php"

stop() { trap - EXIT; kill $(jobs -p) 2>/dev/null || true; wait; }
trap stop EXIT
trap 'exit 0' INT TERM

fresh=""
if [ ! -d "$folder/db/mysql" ]; then
  fresh=1
  mariadb-install-db --no-defaults --user=www-data --datadir="$folder/db" --auth-root-authentication-method=normal >/dev/null
fi
/usr/sbin/mariadbd --no-defaults --user=www-data --datadir="$folder/db" --socket="$folder/db.sock" --skip-networking \
  --innodb-buffer-pool-size=512M --pid-file="$folder/db.pid" 2>"$folder/db.log" &
until mariadb --no-defaults -S "$folder/db.sock" -u root -e 'select 1' >/dev/null 2>&1; do sleep 0.2; done
mariadb --no-defaults -S "$folder/db.sock" -u root -e "create database if not exists wordpress; create user if not exists wp@localhost identified by 'wp'; grant all on wordpress.* to wp@localhost"

cat >"$folder/site/wp-config.php" <<PHP
<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'wp'); define('DB_PASSWORD', 'wp'); define('DB_HOST', 'localhost:$folder/db.sock');
define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', ''); \$table_prefix = 'wp_';
foreach (['AUTH_KEY','SECURE_AUTH_KEY','LOGGED_IN_KEY','NONCE_KEY','AUTH_SALT','SECURE_AUTH_SALT','LOGGED_IN_SALT','NONCE_SALT'] as \$k) define(\$k, 'bench only ' . \$k);
define('WP_HOME', 'http://127.0.0.1:' . (\$_SERVER['SERVER_PORT'] ?? '$port')); define('WP_SITEURL', WP_HOME);
define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true); define('WP_HTTP_BLOCK_EXTERNAL', true);
define('WP_CONTENT_DIR', '$folder/site/wp-content');
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
PHP
cat >"$folder/fpm.conf" <<CONF
[global]
error_log = $folder/fpm.log
daemonize = no
[www]
user = www-data
listen = $folder/fpm.sock
listen.owner = www-data
pm = static
pm.children = 6
pm.max_children = 6
php_admin_value[opcache.enable] = 1
php_admin_value[memory_limit] = 256M
CONF
sed -i '/pm.children = /d' "$folder/fpm.conf"
"$fpm" --nodaemonize --fpm-config "$folder/fpm.conf" &
server() { cat <<CONF
  server {
    listen 127.0.0.1:$1;
    root $folder/site;
    index index.php;
    location / { try_files \$uri \$uri/ /index.php?\$args; }
    location ~ \.php$ {
      include /etc/nginx/fastcgi_params;
      fastcgi_param HTTP_HOST \$http_host;
      fastcgi_param SCRIPT_FILENAME \$document_root\$fastcgi_script_name;
      fastcgi_pass unix:$folder/fpm.sock;
      fastcgi_buffers 32 32k;
      $2
    }
  }
CONF
}
cat >"$folder/nginx.conf" <<CONF
user www-data;
worker_processes 2;
pid $folder/nginx.pid;
error_log $folder/nginx.log;
daemon off;
events { worker_connections 512; }
http {
  include /etc/nginx/mime.types;
  access_log off;
  client_body_temp_path $folder/tmp;
  fastcgi_temp_path $folder/tmp;
  proxy_temp_path $folder/tmp;
  fastcgi_cache_path $folder/cache keys_zone=pages:32m;
  fastcgi_cache_key \$host\$request_uri;
$(server "$port" "")
$(server "$((port + 1))" "fastcgi_cache pages; fastcgi_cache_valid 200 1m; fastcgi_ignore_headers Cache-Control Expires Set-Cookie;")
}
CONF
/usr/sbin/nginx -c "$folder/nginx.conf" 2>>"$folder/nginx.log" &

if [ -n "$fresh" ]; then
  cat >"$folder/fill.php" <<'PHP'
<?php
define('WP_INSTALLING', true);
[$_SERVER['HTTP_HOST'], $_SERVER['SERVER_PORT']] = ['127.0.0.1:' . $argv[2], $argv[2]];
require $argv[1] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Bench', 'bench', 'bench@bench.example', true, '', 'seitseman-lautan-ranta');
$words = explode(' ', 'kirjasto venepaikka uutinen hakemus lautta satama koulu päivähoito kunta vesi jäte tie katu ranta ilta aamu talvi kevät avoin suljettu');
mt_srand(7);
$text = function ($n) use ($words) { $t = []; for ($i = 0; $i < $n; $i++) $t[] = $words[mt_rand(0, count($words) - 1)]; return implode(' ', $t); };
wp_defer_term_counting(true);
for ($i = 0; $i < (int)$argv[3]; $i++) {
  wp_insert_post(['post_title' => "Uutinen $i " . $text(4), 'post_content' => '<!-- wp:paragraph --><p>' . $text(150) . '</p><!-- /wp:paragraph -->', 'post_excerpt' => $text(15), 'post_status' => 'publish', 'post_author' => 1, 'post_date' => date('Y-m-d H:i:s', 1790000000 - $i * 3600)]);
}
wp_defer_term_counting(false);
$blocks = '';
for ($i = 0; $i < 10; $i++) $blocks .= $i == 3 ? '<!-- wp:latest-posts {"postsToShow":5,"displayPostDate":true} /-->' : '<!-- wp:heading --><h2>' . $text(3) . '</h2><!-- /wp:heading --><!-- wp:paragraph --><p>' . $text(60) . '</p><!-- /wp:paragraph -->';
wp_insert_post(['post_type' => 'page', 'post_title' => 'Laskeutuminen', 'post_name' => 'landing', 'post_content' => $blocks, 'post_status' => 'publish', 'post_author' => 1]);
global $wp_rewrite;
$wp_rewrite->set_permalink_structure('/%year%/%postname%/');
$wp_rewrite->init();
$wp_rewrite->flush_rules(false);
PHP
  php -d memory_limit=1G "$folder/fill.php" "$folder/site" "$port" "$posts"
fi
until curl -fso /dev/null "http://127.0.0.1:$port/"; do sleep 0.2; done
echo "WordPress with $posts posts: http://127.0.0.1:$port (PHP each time), http://127.0.0.1:$((port + 1)) (kept by nginx)"
wait
