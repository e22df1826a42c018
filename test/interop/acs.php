<?php
// The assertion consumer service of SimpleSAMLphp at the URL of each case: PHP's own web server hands every request to this file.
// What stands in the headers names the folder with the configuration of the case and the scheme of its URL.
putenv("SIMPLESAMLPHP_CONFIG_DIR={$_SERVER['HTTP_X_CONFIG']}");
$isSecure = $_SERVER['HTTP_X_SCHEME'] === 'https';
$_SERVER['HTTPS'] = $isSecure ? 'on' : 'off';
$_SERVER['SERVER_PORT'] = parse_url("{$_SERVER['HTTP_X_SCHEME']}://{$_SERVER['HTTP_HOST']}", PHP_URL_PORT) ?? ($isSecure ? 443 : 80);
$_SERVER['PATH_INFO'] = '/sp';

require '/usr/share/simplesamlphp/lib/_autoload.php';
try {
    SimpleSAML\Configuration::getInstance();
    require '/usr/share/simplesamlphp/modules/saml/www/sp/saml2-acs.php';
} catch (Throwable $error) {
    http_response_code(500);
    header('Content-Type: application/json');
    echo json_encode(['class' => get_class($error), 'message' => $error->getMessage()], JSON_INVALID_UTF8_SUBSTITUTE);
}
