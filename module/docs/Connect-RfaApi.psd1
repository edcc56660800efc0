@{
    Synopsis    = 'Signs in to Red Flag Alert or Toggle and makes the session the default of this runspace.'
    Description = @(
        'Signs in with a credential, or takes over tokens that were obtained elsewhere, and keeps the tokens in a session. The session is the default of this runspace until another one is connected or selected (Select-RfaSession): Invoke-RfaGraphQL and the other cmdlets use it where no -Session is given.'
        'A session is named api:user@host unless -Name says otherwise. Connecting again under the same name replaces the session of that name; those who hold the old one can still use it until it is disconnected. A sign-in that fails leaves the sessions as they were.'
        'The password and the tokens are held in memory only. They go to the scheme, host and port of the endpoint and nowhere else; no redirect is followed. The endpoint is https; http is taken for this machine (loopback) only.'
        'A rejected password is tried once. The session does not sign in again by itself after that, so that the account is not locked: run Connect-RfaApi again. With -TokenSecret later runs do not try it either: that it was rejected is remembered beside the stored tokens, as a salted hash of the credential, until the credential is another one or -Force is given.'
        'With -TokenSecret the tokens outlive the process: they are kept in a vault of Microsoft.PowerShell.SecretManagement, together with the service, endpoint and user that they belong to. The first run signs in and stores them; later runs begin with what is stored, and sign in only when that is dead. Every renewal is stored before the call that brought it returns, also where several processes use the same stored tokens: one renews, the others take over what it stored. Nothing is stored without this parameter.'
        'Where no credential is given, it is asked for in an interactive host. Elsewhere (in a scheduled task, a CI job, a runbook, with -NonInteractive) that is the error CredentialRequired.'
    )
    Parameters  = @{
        AccessToken                = 'An access token that was obtained elsewhere, as SecureString. Nothing is sent. Without a refresh token the session ends with the token, in the error ReauthenticationRequired.'
        Api                        = 'The service: RedFlagAlert (the default) or Toggle.'
        CostReserve                = 'Toggle limits the cost of queries over time. When less credit than this is left, calls wait for more. The default is 200; 0 turns that off.'
        Credential                 = 'The user name and password, as PSCredential; or a user name, for which an interactive host asks the password, once the other parameters are known to be right. A password is never taken as text.'
        CredentialSecret           = 'The name of a PSCredential in a vault, in place of -Credential.'
        Endpoint                   = "The address of the service's GraphQL endpoint. Red Flag Alert has one that is used by default; for Toggle it comes with the API user and must be given."
        Force                      = 'Tries a credential that the service rejected in an earlier run, as is remembered with -TokenSecret: once, for instance when the account was unlocked.'
        Headers                    = 'Headers to send with each request, as a hashtable. Those that carry tokens or frame the message, as Authorization, Cookie, Host and Content-Type, are refused.'
        MaximumResponseSize        = 'The largest answer that is accepted, in bytes after decompression. The default is 256 MB.'
        MaximumRetryCount          = 'How often a query is sent again after a fault of the connection, a status such as 429 or 503, or a GraphQL error that refuses for the rate or the cost. The default is 2. A mutation is sent again only where the service cannot have seen it, or refused it as a whole. A sign-in is sent again only where the service refused it for the rate and said when to come again.'
        Name                       = 'The name of the session, in place of api:user@host.'
        NoProxy                    = "Uses no proxy, not even the system's."
        PassThru                   = 'Returns the session. Without it nothing is returned.'
        PreloadSchema    = 'Reads the service''s schema in the background, so that Tab knows its fields from the start. Without it the schema is read when it is first needed. For all sessions: $PSDefaultParameterValues[''Connect-RfaApi:PreloadSchema''] = $true.'
        Proxy                      = "The address of a proxy, in place of the system's."
        ProxyCredential            = 'The user name and password for -Proxy.'
        ProxyUseDefaultCredentials = 'Uses the credentials of the current user for -Proxy.'
        RefreshToken               = 'A refresh token of Red Flag Alert that was obtained elsewhere, as SecureString. Each is good for one refresh: the session keeps the one that comes in its place.'
        RetryIntervalSec           = 'The time before the first repetition, in seconds; it doubles each time, with some jitter. What the service asks for, as by Retry-After, goes first. The default is 1.'
        Session                    = 'A session to connect again: its service, endpoint, name and settings are taken over. Use it after the password was changed. It does not go with -Api, -Endpoint, -SignInMode and -SignInBy.'
        SignInBy                   = 'What Toggle knows the user by: Auto (the default: by e-mail where the name has an @), Email or UserName.'
        SignInMode                 = "How Red Flag Alert's sign-in is called: ManagementFlow (the default, with useManagementflow: true) or Legacy (without it, for users whom the service's support told so)."
        SkipCertificateCheck       = 'Accepts any certificate of the server. For test installations only: whoever answers in the service''s place can read the password. A warning says so each time.'
        TimeoutSec                 = 'The time for a whole call, waits and repetitions included, in seconds. The default is 100.'
        TokenSecret                = 'The name under which the tokens are kept in a vault. It goes with -Credential or -CredentialSecret, for the first sign-in and for when the stored tokens are dead, or stands alone. Alone, without -Api and -Endpoint, it takes service and address from what is stored. Tokens that were stored for another service, endpoint or user are refused, and so is a secret that is something else: neither is written over. Use one name for each user of each endpoint.'
        Vault                      = 'The vault of -CredentialSecret and -TokenSecret, as Get-SecretVault names it. Without it the default vault is asked, and no other.'
    }
    Inputs      = @{ Type = 'None'; Text = 'Nothing is taken from the pipeline.' }
    Outputs     = @(
        @{ Type = 'RfaAuth.RfaSession'; Text = 'The session, with -PassThru.' }
    )
    Examples    = @(
        @{
            Title = 'Sign in to Red Flag Alert'
            Code  = "Connect-RfaApi -Credential (Get-Credential)`nInvoke-RfaGraphQL '{ account { creditBalance } }'"
            Text  = 'Asks for user name and password, signs in, and runs a query with the session.'
        }
        @{
            Title = 'Sign in to Toggle'
            Code  = "Connect-RfaApi -Api Toggle -Endpoint https://api.example.com/graphql -Credential `$credential -Name shop"
            Text  = 'The endpoint comes with the API user. The session is called shop.'
        }
        @{
            Title = 'Sign in within a runbook'
            Code  = "`$credential = Get-AutomationPSCredential -Name 'RfaApi'`nConnect-RfaApi -Credential `$credential"
            Text  = 'A credential asset of Azure Automation, which nobody has to type.'
        }
        @{
            Title = 'Begin with the tokens of the last run'
            Code  = "Connect-RfaApi -CredentialSecret RfaUser -TokenSecret RfaTokens`nInvoke-RfaGraphQL '{ account { creditBalance } }'"
            Text  = 'In a script that runs every few minutes: the first run signs in, the others use the stored tokens, and renew them when their time is nearly over. Both secrets are in the default vault.'
        }
        @{
            Title = 'Take over a refresh token'
            Code  = "`$token = Read-Host -AsSecureString`nConnect-RfaApi -RefreshToken `$token`nInvoke-RfaGraphQL '{ account { creditBalance } }'"
            Text  = 'The first call gets an access token by it.'
        }
        @{
            Title = 'Connect again after a change of password'
            Code  = "Connect-RfaApi -Session (Get-RfaSession) -Credential (Get-Credential)"
            Text  = 'The new session takes over the name, the service and the settings of the old one.'
        }
    )
    Links       = 'Disconnect-RfaApi', 'Get-RfaSession', 'Invoke-RfaGraphQL', 'Update-RfaToken', 'about_RfaAuth'
}
