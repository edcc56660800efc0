@{
    Synopsis    = 'Gets the sessions of this runspace.'
    Description = @(
        'Returns the connected sessions of this runspace in the order in which they were connected: name, whether it is the default (IsDefault), service, endpoint, user, state, whether it can renew its access token by itself (CanRenew), the end of the access token, how often it was renewed, how many requests were sent, the last error, and what Toggle says of its cost budget. LastInterrupted lists the mutations that were under way when a call was stopped, for which it is not known whether they ran.'
        'State is Connected; Expired (the token''s time is over by this machine''s clock, and there is nothing to renew it with); ReauthenticationRequired (the token is dead, and there is nothing to renew it with: run Connect-RfaApi again); CredentialRejected (the service rejected the credential, which is not tried again; what is left of the token is used); or Disconnected.'
        'Passwords and tokens are not among the members, and cannot be exported with the object. The members are of the moment in which they are read.'
    )
    Parameters  = @{
        Name    = 'The names of the sessions. Wildcards are taken; a name without them that is not there is the error SessionNotFound.'
        Session = 'Sessions, as objects or by their names.'
    }
    Inputs      = @{ Type = 'RfaAuth.RfaSession'; Text = 'Sessions, which are returned.' }
    Outputs     = @(
        @{ Type = 'RfaAuth.RfaSession'; Text = 'The sessions.' }
    )
    Examples    = @(
        @{
            Title = 'List the sessions'
            Code  = 'Get-RfaSession'
            Text  = 'As a table, in which a star marks the default session; pipe it to Format-List for all members.'
        }
        @{
            Title = 'Choose a session by its name'
            Code  = "Invoke-RfaGraphQL '{ Accounts { data { name } } }' -Session (Get-RfaSession 'Toggle:*')"
            Text  = '-Session takes the name alone as well.'
        }
    )
    Links       = 'Select-RfaSession', 'Connect-RfaApi', 'Disconnect-RfaApi', 'about_RfaAuth'
}
