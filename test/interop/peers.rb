# What ruby-saml says to each response at its own time, with the options it has by default: JSON on standard input and output.
require 'json'
require 'onelogin/ruby-saml'

# What it logs goes nowhere.
OneLogin::RubySaml::Logging.logger = Logger.new(IO::NULL)

class Time
  class << self
    attr_accessor :frozen_at
    alias real_now now
    def now(**rest) = frozen_at || real_now(**rest)
  end
end

def judge(row)
  settings = OneLogin::RubySaml::Settings.new
  settings.sp_entity_id = row['sp']
  settings.assertion_consumer_service_url = row['acs']
  settings.idp_entity_id = row['idp']
  settings.private_key = row['keys'].first unless row['keys'].empty?
  # As its reader of metadata does: one certificate alone, or all of them.
  certificates = row['certificates']
  certificates.length == 1 ? settings.idp_cert = certificates.first : settings.idp_cert_multi = { signing: certificates, encryption: [] }
  options = { settings: settings }
  options[:matches_request_id] = row['requestID'] unless row['requestID'].nil?
  Time.frozen_at = Time.at(row['now'] / 1000r).utc
  response = OneLogin::RubySaml::Response.new(row['base64'], options)
  accepts = response.is_valid?
  { accepts: accepts, words: accepts ? nil : response.errors.join('; ').scrub }
rescue StandardError => error
  { accepts: false, words: error.message.dup.force_encoding('UTF-8').scrub, threw: error.class.name }
ensure
  Time.frozen_at = nil
end

puts JSON.generate(JSON.parse($stdin.read)['rows'].map { |row| judge(row) })
