@{
    Synopsis    = 'Gets the access token of a session for other tools.'
    Description = @(
        'Returns the access token, as SecureString unless -AsPlainText is given. A token that has ended is renewed first.'
        'Send it as "Authorization: Bearer <token>", and only to the service that it belongs to. The session may renew its token at any time: get it anew for each use rather than keeping it.'
    )
    Parameters  = @{
        AsPlainText = 'Returns the token as text. Text stays in variables, histories and logs: prefer the SecureString where a tool takes it.'
        Session     = 'The session, as an object or by its name. Without it the default session of this runspace is used.'
    }
    Inputs      = @{ Type = 'RfaAuth.RfaSession'; Text = 'The session whose token is wanted.' }
    Outputs     = @(
        @{ Type = 'System.Security.SecureString'; Text = 'The token.' }
        @{ Type = 'System.String'; Text = 'The token, with -AsPlainText.' }
    )
    Examples    = @(
        @{
            Title = 'Call the service with another cmdlet'
            Code  = "Invoke-RestMethod `$uri -Method Post -ContentType application/json -Body `$body -Authentication Bearer -Token (Get-RfaAccessToken)"
            Text  = 'PowerShell 7 takes the SecureString as it is.'
        }
        @{
            Title = 'Call the service with another tool'
            Code  = "`$env:TOKEN = Get-RfaAccessToken -AsPlainText"
            Text  = 'The token as text, for a program that reads it from its environment.'
        }
    )
    Links       = 'Update-RfaToken', 'Connect-RfaApi', 'about_RfaAuth'
}
