@{
    Synopsis    = 'Gets a new access token now.'
    Description = @(
        'Gets a new access token for a session: on Red Flag Alert by its refresh token, on Toggle, or where the refresh token is dead, by signing in again with the credential that the session holds.'
        'A session renews its token by itself, before it ends and when the service refuses it: this cmdlet is for the moments before something that must not be interrupted.'
    )
    Parameters  = @{
        IfExpiringWithin = 'Gets a new token only if the present one has no more than this time left, as 0:10 for ten minutes.'
        PassThru         = 'Returns the session. Without it nothing is returned.'
        Session          = 'The session, as an object or by its name. Without it the default session of this runspace is used.'
    }
    Inputs      = @{ Type = 'RfaAuth.RfaSession'; Text = 'The sessions whose tokens are to be renewed.' }
    Outputs     = @(
        @{ Type = 'RfaAuth.RfaSession'; Text = 'The session, with -PassThru.' }
    )
    Examples    = @(
        @{
            Title = 'Renew the token of the default session'
            Code  = 'Update-RfaToken'
            Text  = 'With -Verbose it says what it did.'
        }
        @{
            Title = 'Renew it only if it ends soon'
            Code  = 'Update-RfaToken -IfExpiringWithin 0:15 -PassThru'
            Text  = 'Leaves a token alone that lives longer than 15 minutes.'
        }
        @{
            Title = 'Renew the tokens of all sessions'
            Code  = 'Get-RfaSession | Update-RfaToken'
            Text  = 'One after the other.'
        }
    )
    Links       = 'Connect-RfaApi', 'Get-RfaAccessToken', 'about_RfaAuth'
}
